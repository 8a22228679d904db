/** What is under way now, such as requests. */
export interface UnderWay<Item> {
  /** Returns how to take it off again. */
  add(item: Item): () => void
  all(): Item[]
}

/**
 * Keeps items in an array whose places are used again. A `Set` makes itself a new table after every few changes; once it has
 * grown old, the tables it leaves hold on to what was under way then, half of all requests, until the next full collection.
 */
export function createUnderWay<Item extends object>(): UnderWay<Item> {
  const places: (Item | undefined)[] = []
  const free: number[] = []
  return {
    add(item) {
      const place = free.pop() ?? places.length
      places[place] = item
      return () => {
        if (places[place] !== item) return
        places[place] = undefined
        free.push(place)
      }
    },
    all: () => places.filter((item) => item !== undefined),
  }
}

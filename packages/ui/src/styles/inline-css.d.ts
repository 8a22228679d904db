/** A stylesheet as text, bundled and minified. */
declare module '*.css?inline' {
  const css: string
  // biome-ignore lint/style/noDefaultExport: bundlers give the text of a file as its default export
  export default css
}

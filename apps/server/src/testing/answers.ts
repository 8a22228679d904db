/** What tests ask of answers of either API, as parsed. */
interface ParsedAnswer {
  status: number
  body: ReturnType<typeof JSON.parse>
}

/** How a call was refused: its status, and the code of its first error. */
export const fault = ({ status, body }: ParsedAnswer) => [status, body.errors?.[0]?.code]

/** The same, and the parameter at fault. */
export const faultWithParam = (answer: ParsedAnswer) => [
  ...fault(answer),
  answer.body.errors?.[0]?.meta?.param_name,
]

/** The code of the first error of a body. */
export const codeOf = (body: ParsedAnswer['body']): string | undefined => body.errors?.[0]?.code

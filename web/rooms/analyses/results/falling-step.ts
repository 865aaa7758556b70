interface Response {
  readonly face: number
  readonly low: number
  readonly high: number
}

/** The first face used less than the next smaller one, with intervals that do not touch; null while use never falls. */
export function fallingStep(response: readonly Response[]): { readonly lower: number; readonly higher: number } | null {
  const at = response.findIndex((each, place) => place > 0 && each.high < (response[place - 1]?.low ?? 0))
  const [lower, higher] = [response[at - 1], response[at]]
  return lower === undefined || higher === undefined ? null : { lower: lower.face, higher: higher.face }
}

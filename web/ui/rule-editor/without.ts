/** The object without one of its keys. */
export function without<Whole extends object, Key extends keyof Whole>(whole: Whole, key: Key): Omit<Whole, Key> {
  const rest: Partial<Whole> = { ...whole }
  Reflect.deleteProperty(rest, key)
  return rest as Omit<Whole, Key>
}

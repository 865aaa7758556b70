interface Kinded {
  readonly kind: string
}

type NameKind = 'tag' | 'attr' | 'field'
type MomentKind = 'age' | 'daysBetween' | 'datePart'
type SpreadName = 'avg' | 'median' | 'quantile' | 'stddev' | 'slope' | 'decay'

/** A value that stands for something the schema names. */
export function isName<Node extends Kinded>(node: Node): node is Extract<Node, { kind: NameKind }> {
  return node.kind === 'tag' || node.kind === 'attr' || node.kind === 'field'
}

/** A value taken from a date or an instant. */
export function isMoment<Node extends Kinded>(node: Node): node is Extract<Node, { kind: MomentKind }> {
  return node.kind === 'age' || node.kind === 'daysBetween' || node.kind === 'datePart'
}

/** A value made of a list of values. */
export function isOfValues<Node extends Kinded>(node: Node): node is Extract<Node, { kind: 'coalesce' | 'entropy' }> {
  return node.kind === 'coalesce' || node.kind === 'entropy'
}

/** A value made of conditions on the customer, or of a comparison with others. */
export function isReading<Node extends Kinded>(node: Node): node is Extract<Node, { kind: 'set' | 'population' | 'response' }> {
  return node.kind === 'set' || node.kind === 'population' || node.kind === 'response'
}

/** A value made of the rows of a fact. */
export function isOfRows<Node extends Kinded>(node: Node): node is Extract<Node, { kind: 'agg' | 'interval' }> {
  return node.kind === 'agg' || node.kind === 'interval'
}

/** A condition that is never missing, and that no comparison makes. */
export function isPlainCondition<Node extends Kinded>(node: Node): node is Extract<Node, { kind: 'inSegment' | 'inList' | 'sequence' | 'sample' }> {
  return ['inSegment', 'inList', 'sequence', 'sample'].includes(node.kind)
}

/** An aggregate that is fractional even over whole numbers: money is rounded, int becomes decimal. */
export function isSpread<Name extends string>(fn: Name): fn is Extract<Name, SpreadName> {
  return ['avg', 'median', 'quantile', 'stddev', 'slope', 'decay'].includes(fn)
}

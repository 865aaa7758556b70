import { type Attraction, attractions, type Attractiveness } from '#segments/contract'

type Ranked = Pick<Attractiveness['items'][number], 'ranks'>

const lacks = ({ ranks }: Ranked, one: Attraction): boolean => ranks[one] === null

/** Parts no segment of a comparison has: said once for all. */
export const lackedByAll = (items: readonly Ranked[]): readonly Attraction[] => (items.length === 0 ? [] : attractions.filter((one) => items.every((item) => lacks(item, one))))

/** Parts a segment lacks beside those all lack. */
export const lackedBy = (item: Ranked, byAll: readonly Attraction[]): readonly Attraction[] => attractions.filter((one) => lacks(item, one) && !byAll.includes(one))

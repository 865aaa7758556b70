import type { TwoLanguages } from '../../language/translated.js'
import type { ChartKind } from '../chart-kind.js'

/** A real chart on example data: test, example and preview at once. The names in it are data, not words of the console. */
export interface GalleryEntry<Rows extends readonly unknown[] = readonly unknown[], Options = unknown> {
  readonly key: string
  readonly title: TwoLanguages
  readonly chart: ChartKind<Rows, Options>
  readonly rows: Rows
  readonly options: Options
}

/** Keeps the types of one entry together, then forgets them so that entries make one list. */
export const galleryEntry = <Rows extends readonly unknown[], Options>(
  entry: GalleryEntry<Rows, Options>,
): GalleryEntry => entry as unknown as GalleryEntry

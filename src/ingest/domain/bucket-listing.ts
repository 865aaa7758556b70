export interface ListedObject {
  readonly key: string
  readonly bytes: number
  readonly etag: string
  readonly changedAt: string
}

export interface BucketPage {
  readonly objects: readonly ListedObject[]
  /** Continues the listing; null on the last page. */
  readonly next: string | null
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * Reads an answer of ListObjectsV2. The document is flat and machine-made, so its few elements are found by name; keys
 * are percent-encoded when the store honoured `encoding-type=url`. Null when it is no such answer.
 */
export function parseBucketPage(xml: string): BucketPage | null {
  const body = /<ListBucketResult\b[^>]*>([\s\S]*)<\/ListBucketResult>/.exec(xml)?.[1]
  if (body === undefined) return null
  const encoded = textOf(body, 'EncodingType') === 'url'
  const objects = [...body.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)].map(([, entry = '']) => ({
    key: decoded(textOf(entry, 'Key') ?? '', encoded),
    bytes: Number(textOf(entry, 'Size') ?? 0),
    etag: (textOf(entry, 'ETag') ?? '').replaceAll('"', ''),
    changedAt: textOf(entry, 'LastModified') ?? '',
  }))
  const more = textOf(body, 'IsTruncated') === 'true'
  return { objects, next: more ? (textOf(body, 'NextContinuationToken') ?? null) : null }
}

function decoded(key: string, encoded: boolean): string {
  return encoded ? decodeURIComponent(key.replaceAll('+', ' ')) : key
}

function textOf(xml: string, element: string): string | undefined {
  const text = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(xml)?.[1]
  return text?.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal: string | undefined, hex: string | undefined, named: string | undefined) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
    return ENTITIES[named ?? ''] ?? whole
  })
}

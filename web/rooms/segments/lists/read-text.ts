/** Text of a file in UTF-8 or, failing that, GB18030; null when it is neither. */
export function textOf(bytes: ArrayBuffer): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      continue
    }
  }
  return null
}

/** Lines that are not empty. */
export const linesOf = (text: string): number => text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').length

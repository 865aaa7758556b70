/** About how many bytes a value has as JSON, counted without writing it; stops counting above `limit`. */
export function roughSize(value: unknown, limit: number): number {
  if (typeof value === 'string') return textSize(value)
  if (typeof value !== 'object' || value === null) return 5
  let size = 2
  if (Array.isArray(value)) {
    for (const item of value) {
      size += roughSize(item, limit) + 1
      if (size > limit) return size
    }
    return size
  }
  const object = value as Record<string, unknown>
  for (const key in object) {
    size += key.length + 4 + roughSize(object[key], limit)
    if (size > limit) return size
  }
  return size
}

/** UTF-8 bytes of a text: Chinese has three a letter. Long texts are counted exactly, short ones by length. */
function textSize(text: string): number {
  if (text.length < 1000) return text.length + 2
  let size = 2
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    size += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3
  }
  return size
}

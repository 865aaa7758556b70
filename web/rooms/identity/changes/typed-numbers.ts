/** Customer numbers typed one a line or parted by commas, each once. */
export function typedNumbers(text: string): readonly string[] {
  return [...new Set(text.split(/[\n,，;；]/).map((part) => part.trim()).filter((part) => part !== ''))]
}

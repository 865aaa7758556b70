const SLUG = /^[a-z][a-z0-9-]{1,62}$/

/** Whether a text may be the key of a definition: a lower-case letter, then 1 to 62 letters, digits or hyphens. */
export function isSlug(text: string): boolean {
  return SLUG.test(text)
}

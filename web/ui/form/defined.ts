/** An object without what is undefined, as bodies are kept: an absent setting takes its default. */
export function defined<Settings extends object>(settings: { readonly [Key in keyof Settings]?: Settings[Key] | undefined }): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Settings
}

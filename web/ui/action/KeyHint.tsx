const isMac = () => /mac|iphone|ipad/i.test(navigator.userAgent)
const macNames: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵' }
const plainNames: Readonly<Record<string, string>> = { Mod: 'Ctrl', Enter: '↵' }

/** Keys of a shortcut, `Mod` being ⌘ or Ctrl. */
export function KeyHint({ keys }: { readonly keys: readonly string[] }) {
  const names = isMac() ? macNames : plainNames
  return (
    <span className="keys" aria-hidden="true">
      {keys.map((key) => (
        <kbd key={key}>{names[key] ?? key}</kbd>
      ))}
    </span>
  )
}

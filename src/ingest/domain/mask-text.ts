const LONGEST = 80

/** Text with its shape kept and its content gone: digits 9, letters x, other scripts 文. Cut at 80 characters. */
export function maskText(text: string): string {
  const cut = Array.from(text).slice(0, LONGEST).join('')
  return cut.replace(/\p{Nd}/gu, '9').replace(/\p{Script=Latin}/gu, 'x').replace(/[\p{L}]/gu, (letter) => (letter === 'x' ? 'x' : '文'))
}

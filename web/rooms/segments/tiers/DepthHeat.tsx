import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { TierDepth, TieringRun } from '#segments/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useUrlState } from '../../../ui/place/scope.js'

const SHOWN = ['share', 'tgi', 'customers'] as const
type Shown = (typeof SHOWN)[number]
type Held = TierDepth['rows'][number]['held'][number]

const EVEN = 100
const STRONG = 28

/** How far a share is over that of all, as a tint: nothing at 100, full at 200. */
const tint = (tgi: number | null): string => `color-mix(in srgb, var(--accent) ${Math.round(Math.min(1, Math.max(0, ((tgi ?? EVEN) - EVEN) / EVEN)) * STRONG)}%, transparent)`

function Figure({ held, shows }: { readonly held: Held; readonly shows: Shown }) {
  const { t } = useTranslation('segments')
  if (held.customers === null) return <span title={t('overlap.hiddenWhy')}>{t('overlap.hidden')}</span>
  if (shows === 'share') return <Percent value={held.share} digits={0} />
  return <Num value={shows === 'tgi' ? held.tgi : held.customers} />
}

/** Tiers by category: who holds it, with TGI against all; a cell leads to those who lack it. */
export function DepthHeat({ run, depth }: { readonly run: TieringRun; readonly depth: TierDepth }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [search, change] = useUrlState()
  const shows = SHOWN.find((one) => one === search.get('heat')) ?? 'share'
  const nameOf = (cell: string | null) => (cell === null ? t('depth.all') : say(run.cells.find(({ code }) => code === cell)?.name ?? { zh: cell }))
  const choose = (cell: string | null, category: string) => {
    change({ cell, category, cursor: null }, { replace: true })
    document.querySelector('#white-space')?.scrollIntoView({ behavior: 'smooth' })
  }
  return (
    <section>
      <h3>{t('depth.heat')} <HelpHint name={t('depth.heat')} formula="TGI = p(t, c) / p(c) × 100">{t('depth.heatHelp')}</HelpHint></h3>
      <Segmented<Shown> aria-label={t('depth.heat')} value={shows} onChange={(next) => change({ heat: next === 'share' ? null : next }, { replace: true })} options={SHOWN.map((value) => ({ value, label: t(`depth.heatShows.${value}`) }))} />
      <div className="wide-table">
        <table className="plain-table overlap-matrix">
          <caption className="visually-hidden">{t('depth.heat')}</caption>
          <thead>
            <tr>
              <td />
              {depth.categories.map(({ code, name }) => <th key={code} scope="col" className="right">{say(name)}</th>)}
            </tr>
          </thead>
          <tbody>
            {depth.rows.map(({ cell, held }) => (
              <tr key={cell ?? ''}>
                <th scope="row">{nameOf(cell)}</th>
                {depth.categories.map(({ code, name }, at) => {
                  const own = held[at] ?? { customers: null, share: null, tgi: null }
                  return (
                    <td key={code} className="right" style={{ background: tint(own.tgi) }}>
                      <button type="button" className="cell-button" title={t('depth.choose', { tier: nameOf(cell), category: say(name) })} onClick={() => choose(cell, code)}>
                        <Figure held={own} shows={shows} />
                      </button>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="soft">{t('depth.heatNote')}</p>
    </section>
  )
}

import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { blockedListSchema, scoreBoardSchema } from '#quality/contract'
import { useApi } from '../../../api/query.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { lineChart } from '../../../ui/charts/line.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { QUALITY, rulePath } from '../quality-paths.js'
import { useRuleName } from '../use-rule-name.js'
import { CheckButton } from './CheckButton.js'
import { boardDays, scoreStep } from './score-cells.js'

type Board = z.infer<typeof scoreBoardSchema>
const CHOICES = ['source', 'table', 'all'] as const

/** Sources by day, each cell its score; the line of the chosen row below. */
export function BoardTab() {
  const { t } = useTranslation('quality')
  const [search, change] = useUrlState()
  const by = CHOICES.find((choice) => choice === search.get('by')) ?? 'source'
  const board = useApi(`${QUALITY}/scores`, scoreBoardSchema, { query: { by }, keepPrevious: true })
  return (
    <>
      <div className="board-bar">
        <Segmented options={CHOICES.map((value) => ({ value, label: t(`byChoice.${value}`) }))} value={by} onChange={(value) => change({ by: value === 'source' ? null : value, row: null }, { replace: true })} />
        <span className="soft">
          {t('score')}
          <HelpHint name={t('score')} formula={t('scoreFormula')}>
            {t('scoreHelp')}
          </HelpHint>
        </span>
      </div>
      <Loaded query={board}>{(data) => (data.rows.length === 0 ? <EmptyState title={t('empty.title')} why={t('empty.why')} action={<CheckButton primary />} /> : <Scores board={data} />)}</Loaded>
      <Blocked />
    </>
  )
}

function Scores({ board }: { readonly board: Board }) {
  const { t } = useTranslation('quality')
  const say = useSay()
  const [search, change] = useUrlState()
  const days = boardDays(board.rows)
  const chosen = board.rows.find(({ key }) => key === search.get('row')) ?? board.rows[0]
  const points = (chosen?.days ?? []).map(({ asOf, score }) => ({ at: asOf, value: score }))
  const name = chosen === undefined ? '' : say(chosen.name)
  return (
    <>
      <div className="score-board">
        <table>
          <caption className="visually-hidden">{t('boardChart')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('source')}</th>
              {days.map((day) => (
                <th key={day} scope="col" className="figures">
                  {day.slice(5)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.rows.map((row) => (
              <tr key={row.key} className={row === chosen ? 'chosen' : ''}>
                <th scope="row">
                  <button type="button" className="text-button" onClick={() => change({ row: row.key }, { replace: true })}>
                    {say(row.name)}
                  </button>
                </th>
                {days.map((day) => {
                  const cell = row.days.find(({ asOf }) => asOf === day)
                  return (
                    <td key={day} className={`score score-${scoreStep(cell?.score)} figures`} title={cell === undefined ? '' : `${t('passed')} ${cell.passed} · ${t('warned')} ${cell.warned} · ${t('blockedCount')} ${cell.blocked} · ${t('errors')} ${cell.errors} · ${t('skipped')} ${cell.skipped}`}>
                      {cell?.score === null || cell === undefined ? '·' : <AppLink to={`/data/quality?tab=results&asOf=${day}${row.key === '' ? '' : `&source=${encodeURIComponent(row.key)}`}`}>{Math.round(cell.score)}</AppLink>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {points.length > 1 && <Chart chart={lineChart} rows={[{ name, points }]} options={{ format: { kind: 'number', digits: 1 }, atLabel: t('date') }} title={t('scoreLine', { name })} />}
    </>
  )
}

function Blocked() {
  const { t } = useTranslation('quality')
  const nameOf = useRuleName()
  const blocked = useApi(`${QUALITY}/blocked`, blockedListSchema)
  return (
    <section className="blocked-tables">
      <h2>{t('blocked')}</h2>
      <Loaded query={blocked} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{t('blockedNone')}</p>
          ) : (
            <ul>
              {items.map((item) => (
                <li key={`${item.table} ${item.rule} ${item.source ?? ''}`}>
                  <code>{item.table}</code> {item.source ?? t('wholeBank')} <AppLink to={rulePath(item.rule)}>{t('blockedWhy', { rule: nameOf(item.rule) })}</AppLink>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}

import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoopStatus } from '#insight/contract'
import { useSession } from '../../api/session.js'
import { roomsFor } from '../../shell/navigation.js'
import { formatInstant, formatNumber } from '../../ui/format.js'
import { StatusTag } from '../../ui/figures/StatusTag.js'
import { AppLink } from '../../ui/place/AppLink.js'
import { useFormatLocale } from '../../ui/theme/Look.js'
import { nextStage, type Stage, stagesOf } from './stages.js'

interface Figures {
  readonly main: string
  readonly notes: readonly string[]
}

/** The numbers of a stage in words, or that there is nothing yet. */
function useFigures(status: LoopStatus): Readonly<Record<Stage['key'], Figures>> {
  const { t } = useTranslation('home')
  const locale = useFormatLocale()
  const shown = (value: number) => formatNumber(value, locale)
  const { loads, customers, tags, segments, strategies, evaluations } = status
  const newest = loads.newest === null ? [] : [t('newestLoad', { at: formatInstant(loads.newest, locale) })]
  const rejected = loads.rejected === 0 ? [] : [t('rejected', { shown: shown(loads.rejected) })]
  const tagLine = t('tags', { count: tags.published, shown: shown(tags.published) })
  return {
    data: {
      main: t('customersShown', { shown: shown(customers) }),
      notes: [t('loads', { count: loads.total, shown: shown(loads.total) }), ...newest, ...rejected],
    },
    customers: {
      main: t('segments', { count: segments, shown: shown(segments) }),
      notes: [tagLine, tags.asOf === null ? t('tagsNone') : t('tagsAsOf', { date: tags.asOf })],
    },
    strategy: { main: t('strategies', { count: strategies, shown: shown(strategies) }), notes: strategies === 0 ? [t('strategiesNone')] : [] },
    execution: { main: '–', notes: [t('executionNone')] },
    review: { main: t('evaluations', { count: evaluations, shown: shown(evaluations) }), notes: evaluations === 0 ? [t('evaluationsNone')] : [] },
  }
}

function StageCard({ stage, figures, isNext, action }: { stage: Stage; figures: Figures; isNext: boolean; action: ReactNode }) {
  const { t } = useTranslation('home')
  return (
    <li className={`loop-stage ${stage.isReached ? 'is-reached' : ''} ${isNext ? 'is-next' : ''}`}>
      <h2>
        {t(`stage.${stage.key}`)} {isNext && <StatusTag tone="active">{t('next')}</StatusTag>}
      </h2>
      <p className="loop-main figures">{figures.main}</p>
      {figures.notes.map((note) => (
        <p key={note} className="soft figures">
          {note}
        </p>
      ))}
      <p className="loop-action">{action}</p>
    </li>
  )
}

/** The five stages in a row, with the next thing to do. */
export function LoopStages({ status }: { readonly status: LoopStatus }) {
  const { t } = useTranslation('home')
  const { permissions } = useSession()
  const paths = new Set(roomsFor(permissions).flatMap(({ pages }) => pages.map(({ path }) => path)))
  const figures = useFigures(status)
  const stages = stagesOf(status)
  const next = nextStage(stages, (path) => paths.has(path))
  return (
    <ol className="loop-stages" aria-label={t('loop')}>
      {stages.map((stage) => (
        <StageCard
          key={stage.key}
          stage={stage}
          figures={figures[stage.key]}
          isNext={stage.key === next}
          action={paths.has(stage.next.to) && <AppLink to={stage.next.to}>{t(`do.${stage.next.word}`)}</AppLink>}
        />
      ))}
    </ol>
  )
}

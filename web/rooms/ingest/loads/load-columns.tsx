import type { TFunction } from 'i18next'
import type { Load } from '#ingest/contract'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatBytes, type FormatLocale } from '../../../ui/format.js'
import type { TwoLanguages } from '../../../ui/language/translated.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { LoadStatus } from './LoadStatus.js'

interface Reader {
  readonly t: TFunction<'ingest'>
  readonly say: (text: TwoLanguages) => string
  readonly locale: FormatLocale
}

/** Columns of a list of loads. */
export function loadColumns({ t, say, locale }: Reader): readonly ListColumn<Load>[] {
  return [
    {
      key: 'source',
      title: t('load.source'),
      always: true,
      render: ({ sourceName }) => say(sourceName),
    },
    { key: 'file', title: t('load.file'), render: ({ fileName }) => fileName },
    { key: 'status', title: t('load.status'), render: ({ status }) => <LoadStatus status={status} /> },
    {
      key: 'rows',
      title: t('load.rows'),
      align: 'right',
      render: ({ report }) => <Num value={report?.rows} />,
    },
    {
      key: 'accepted',
      title: t('load.accepted'),
      align: 'right',
      render: ({ report }) => <Num value={report?.accepted} />,
    },
    {
      key: 'rejected',
      title: t('load.rejected'),
      align: 'right',
      render: ({ report }) => (
        <span className={(report?.rejected ?? 0) > 0 ? 'tone-warm' : ''}>
          <Num value={report?.rejected} />
        </span>
      ),
    },
    {
      key: 'businessDate',
      title: t('load.businessDate'),
      render: ({ businessDate, report }) => (
        <>
          <DateText value={businessDate} />{' '}
          {report?.late && <StatusTag tone="attention">{t('late.days', { days: report.late.days })}</StatusTag>}
        </>
      ),
    },
    { key: 'by', title: t('load.by'), render: ({ by }) => by },
    { key: 'at', title: t('load.at'), render: ({ startedAt }) => <DateText value={startedAt} /> },
    {
      key: 'version',
      title: t('load.version'),
      align: 'right',
      hidden: true,
      render: ({ sourceVersion }) => <Num value={sourceVersion} />,
    },
    {
      key: 'bytes',
      title: t('load.size'),
      align: 'right',
      hidden: true,
      render: ({ bytes }) => <span className="figures">{formatBytes(bytes, locale)}</span>,
    },
  ]
}

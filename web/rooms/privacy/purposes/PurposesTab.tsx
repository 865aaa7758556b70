import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { purposeListSchema } from '#privacy/contract'
import { useMay } from '../../../api/session.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { useList } from '../../../ui/list/use-list.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { PRIVACY, purposePath } from '../privacy-paths.js'
import type { PurposeItem } from '../use-purposes.js'
import { PurposeForm } from './PurposeForm.js'

const KINDS = ['source', 'tag', 'segment', 'strategy'] as const
const BASES = ['contract', 'consent', 'legal-duty', 'public'] as const

/** What data may be used for: legal basis, retention, notices and what uses each. */
export function PurposesTab() {
  const { t } = useTranslation('privacy')
  const say = useSay()
  const mayWrite = useMay('privacy.manage')
  const [search, change] = useUrlState()
  const list = useList({ path: `${PRIVACY}/purposes`, schema: purposeListSchema })
  const basis = search.get('basis')
  const shown = narrowList(list, { typed: search.get('q'), textOf: ({ code, name }) => `${code} ${name.zh} ${name.en ?? ''}`, keep: (row) => basis === null || row.legalBasis === basis })
  const yes = (is: boolean) => (is ? <StatusTag tone="attention">{t('list.yes')}</StatusTag> : '')
  const columns: readonly ListColumn<PurposeItem>[] = [
    { key: 'name', title: t('list.name'), always: true, sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    { key: 'code', title: t('list.code'), sort: ({ code }) => code, render: ({ code }) => <code>{code}</code> },
    { key: 'basis', title: t('list.basis'), sort: ({ legalBasis }) => legalBasis, render: ({ legalBasis }) => t(`basis.${legalBasis}`) },
    { key: 'separate', title: t('list.separate'), render: ({ separateConsent }) => yes(separateConsent) },
    { key: 'sensitive', title: t('list.sensitive'), render: ({ sensitive }) => sensitive && <StatusTag tone="attention">{t('list.sensitive')}</StatusTag> },
    { key: 'retention', title: t('list.retention'), sort: ({ retention }) => retention.years, render: ({ retention }) => t('retention', { years: retention.years, after: t(`after.${retention.after}`) }) },
    { key: 'notice', title: t('list.notice'), render: ({ notices }) => notices.at(-1)?.version },
    { key: 'uses', title: t('list.uses'), sort: ({ uses }) => KINDS.reduce((sum, kind) => sum + uses[kind], 0), render: ({ uses }) => <Uses uses={uses} /> },
  ]
  const add = mayWrite && (
    <Button type="primary" onClick={() => change({ purpose: 'new' })}>
      {t('list.add')}
    </Button>
  )
  return (
    <>
      <ListPage
        name="purposes"
        title={t('tab.purposes')}
        embedded
        list={shown}
        columns={columns}
        rowKey={({ key }) => key}
        rowLink={({ key }) => purposePath(key)}
        filters={[
          { kind: 'text', key: 'q', label: t('list.search') },
          { kind: 'choice', key: 'basis', label: t('list.basis'), choices: BASES.map((value) => ({ value, label: t(`basis.${value}`) })) },
        ]}
        empty={{ title: t('list.emptyTitle'), why: t('list.emptyWhy'), action: add }}
      >
        <div className="privacy-bar">
          {add}
          <span className="soft">
            {t('list.basis')}
            <HelpHint name={t('list.basis')} source={t('basisSource')}>
              {t('basisHelp')}
            </HelpHint>
          </span>
        </div>
      </ListPage>
      {mayWrite && search.get('purpose') === 'new' && <PurposeForm definition={null} onClose={() => change({ purpose: null })} />}
    </>
  )
}

function Uses({ uses }: { readonly uses: PurposeItem['uses'] }) {
  const { t } = useTranslation('privacy')
  const used = KINDS.filter((kind) => uses[kind] > 0)
  if (used.length === 0) return <span className="soft">{t('list.none')}</span>
  return (
    <span className="use-counts">
      {used.map((kind) => (
        <span key={kind}>{t(`list.${kind}`, { n: uses[kind] })}</span>
      ))}
    </span>
  )
}

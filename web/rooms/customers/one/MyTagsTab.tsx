import type { UseQueryResult } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CustomerUses } from '#customers/contract'
import type { ApiError } from '../../../api/problem.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectionButton } from '../consent/ObjectionButton.js'
import { ObjectionsPanel } from '../consent/ObjectionsPanel.js'
import { PlainTable } from './PlainTable.js'
import { isSaid } from './tag-faces.js'
import { TagValueText } from './TagsTab.js'
import { WhyButton } from './WhyButton.js'

/** What a customer may be shown of their own tags, with the way to refuse them (PIPL 24). */
export function MyTagsTab({ uses, custId }: { readonly uses: UseQueryResult<CustomerUses, ApiError>; readonly custId: string }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const mayWrite = useMay('consent.write')
  return (
    <Loaded query={uses}>
      {({ tags, tagsAsOf }) => {
        if (tagsAsOf === null) return <EmptyState title={t('faces.noTags')} why={t('faces.noTagsWhy')} />
        const said = tags.filter(isSaid)
        return (
          <div className="stack">
            <p className="soft">
              {t('mine.purpose')} <Button size="small" onClick={() => window.print()}>{t('mine.print')}</Button>
            </p>
            <PlainTable
              title={t('mine.of', { date: tagsAsOf, count: said.length })}
              none=""
              rows={said}
              rowKey={({ key }) => key}
              columns={[
                { title: t('tags.tag'), render: ({ name }) => say(name) },
                { title: t('tags.value'), render: (tag) => <TagValueText tag={tag} /> },
                { title: t('mine.why'), render: ({ key, name }) => <WhyButton custId={custId} tag={key} name={say(name)} /> },
                ...(mayWrite ? [{ title: t('objection.action'), render: ({ key, name }: CustomerUses['tags'][number]) => <ObjectionButton custId={custId} tag={key} name={say(name)} objected /> }] : []),
              ]}
            />
            <ObjectionsPanel custId={custId} nameOf={(key) => { const tag = tags.find((each) => each.key === key); return tag === undefined ? key : say(tag.name) }} />
          </div>
        )
      }}
    </Loaded>
  )
}

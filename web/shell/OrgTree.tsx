import { Button, Input, Tree } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Org } from '#platform/access/contract'
import { type OrgNode, toOrgTrees } from '../api/orgs.js'
import { useSay } from '../ui/language/use-say.js'

interface TreeItem {
  readonly key: string
  readonly title: string
  readonly children: TreeItem[]
}

interface Props {
  readonly orgs: readonly Org[]
  readonly chosen: string | null
  /** `null`: everything the person may see. */
  readonly onChoose: (orgId: string | null) => void
}

/** The organisations as a tree with a search field. */
export function OrgTree({ orgs, chosen, onChoose }: Props) {
  const { t } = useTranslation('shell')
  const say = useSay()
  const [wanted, setWanted] = useState('')
  const found = useMemo(() => {
    const text = wanted.trim().toLowerCase()
    if (text === '') return orgs
    return orgs.filter(({ orgId, nameZh, nameEn }) =>
      `${orgId} ${nameZh} ${nameEn ?? ''}`.toLowerCase().includes(text),
    )
  }, [orgs, wanted])
  const toItem = ({ org, children }: OrgNode): TreeItem => ({
    key: org.orgId,
    title: say({ zh: org.nameZh, en: org.nameEn ?? undefined }),
    children: children.map(toItem),
  })
  const trees = toOrgTrees(found).map(toItem)
  const roots = trees.map(({ key }) => key)
  return (
    <div className="org-tree">
      <Input
        autoFocus
        allowClear
        aria-label={t('org.search')}
        placeholder={t('org.search')}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <Button type={chosen === null ? 'primary' : 'default'} block onClick={() => onChoose(null)}>
        {t('org.all')}
      </Button>
      <Tree<TreeItem>
        key={wanted}
        treeData={trees}
        height={320}
        defaultExpandedKeys={wanted === '' ? roots : found.map(({ orgId }) => orgId)}
        selectedKeys={chosen === null ? [] : [chosen]}
        onSelect={([key]) => key !== undefined && onChoose(String(key))}
      />
      {trees.length === 0 && <p className="soft">{t('org.none')}</p>}
    </div>
  )
}

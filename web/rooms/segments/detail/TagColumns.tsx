import { SettingOutlined } from '@ant-design/icons'
import { Button, Popover, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { memberColumnsSchema } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useUrlState } from '../../../ui/place/scope.js'

const STORED = 'qunce.columns.members'

function remembered(): readonly string[] | null {
  try {
    return localStorage.getItem(STORED)?.split(',') ?? null
  } catch {
    return null
  }
}

function remember(keys: readonly string[] | null): void {
  try {
    if (keys === null) localStorage.removeItem(STORED)
    else localStorage.setItem(STORED, keys.join(','))
  } catch {
    // Private windows may refuse storage.
  }
}

export interface TagColumnChoice {
  /** Tags chosen that are there; null: the first ones of the snapshot. */
  readonly chosen: readonly string[] | null
  /** Whether it is known which are there. */
  readonly isKnown: boolean
  readonly choose: (keys: readonly string[] | null) => void
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** Which tags lists of customers show: in the URL as `cols`, and kept on the device. Tags that are gone are left out. */
export function useTagColumns(): TagColumnChoice {
  const say = useSay()
  const [search, change] = useUrlState()
  const all = useApi('/api/v1/members/columns', memberColumnsSchema, { staleTime: 300_000 }).data?.items
  const asked = search.get('cols')?.split(',') ?? remembered()
  const there = asked?.filter((key) => all?.some((column) => column.key === key) === true) ?? null
  return {
    chosen: there === null || there.length === 0 ? null : there,
    isKnown: asked === null || all !== undefined,
    choose: (keys) => {
      remember(keys)
      change({ cols: keys === null ? null : keys.join(',') }, { replace: true })
    },
    options: (all ?? []).map(({ key, name }) => ({ value: key, label: `${say(name)} · ${key}` })),
  }
}

interface Props {
  readonly choice: TagColumnChoice
  /** Keys of the columns on screen, and how many tags there are. */
  readonly shown: readonly string[]
  readonly total: number
}

/** How many of the tags are on screen, and the way to choose others. */
export function TagColumns({ choice, shown, total }: Props) {
  const { t } = useTranslation('segments')
  const content = (
    <div className="tag-columns">
      <Select<string[]>
        aria-label={t('columns.choose')}
        mode="multiple"
        style={{ inlineSize: '28rem', maxInlineSize: '80vw' }}
        placeholder={t('columns.add')}
        showSearch={{ optionFilterProp: 'label' }}
        value={[...shown]}
        options={[...choice.options]}
        onChange={(keys) => choice.choose(keys.length === 0 ? null : keys)}
      />
      <Button type="link" size="small" onClick={() => choice.choose(null)}>{t('columns.reset')}</Button>
    </div>
  )
  return (
    <Popover content={content} title={t('columns.choose')} trigger="click" placement="bottomRight">
      <Button icon={<SettingOutlined />}>{t('columns.shown', { shown: shown.length, all: total })}</Button>
    </Popover>
  )
}

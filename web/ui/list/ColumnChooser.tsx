import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ListColumn } from './list-model.js'
import type { ColumnChoice } from './use-column-choice.js'

interface Props<Row> {
  readonly columns: readonly ListColumn<Row>[]
  readonly choice: ColumnChoice<Row>
}

/** Chooses which columns a list shows. */
export function ColumnChooser<Row>({ columns, choice }: Props<Row>) {
  const { t } = useTranslation('ui')
  const shown = choice.shown.map(({ key }) => key)
  const toggle = (key: string, on: boolean) =>
    choice.choose(
      columns.map((column) => column.key).filter((item) => (item === key ? on : shown.includes(item))),
    )
  const content = (
    <div className="column-chooser">
      {columns.map(({ key, title, always }) => (
        <Checkbox
          key={key}
          checked={shown.includes(key)}
          disabled={always === true}
          onChange={(event) => toggle(key, event.target.checked)}
        >
          {title}
        </Checkbox>
      ))}
      <Button type="link" size="small" onClick={() => choice.choose(null)}>
        {t('list.columnsDefault')}
      </Button>
    </div>
  )
  return (
    <Popover content={content} title={t('list.columnsHint')} trigger="click" placement="bottomRight">
      <Button icon={<SettingOutlined />}>{t('list.columns')}</Button>
    </Popover>
  )
}

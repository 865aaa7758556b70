import { Button, Modal } from 'antd'
import { useState } from 'react'
import { applyResultSchema, definitionListSchema } from '#platform/definition/contract'
import { post } from '../../api/client.js'
import { definitionsOf, type DefinitionView } from '../../api/definitions.js'
import { useAction, useApi } from '../../api/query.js'
import { useMay } from '../../api/session.js'
import { ErrorPanel } from '../feedback/ErrorPanel.js'
import { Loaded } from '../feedback/Loaded.js'
import { DateText } from '../figures/Num.js'
import { useSay } from '../language/use-say.js'

interface Words {
  readonly open: string
  readonly title: string
  readonly none: string
  /** What restoring does, and who may do it, for who may not. */
  readonly what: string
  readonly whoMay: string
  readonly restore: string
}

interface Props {
  readonly kind: string
  /** Paths read again when one is brought back, beside the definitions themselves. */
  readonly refreshes: readonly string[]
  readonly words: Words
}

/** An archived definition is brought back by applying it as a file (JSON is YAML): it is published as the next version. */
const fileOf = ({ kind, key, name, version, body }: DefinitionView) => ({ path: `${kind}/${key}.yaml`, text: JSON.stringify({ kind, key, name, version, body }) })

function Rows({ kind, refreshes, words, items }: Props & { readonly items: readonly DefinitionView[] }) {
  const say = useSay()
  const mayRestore = useMay('definition.apply')
  const restore = useAction((item: DefinitionView) => post('/api/v1/definitions/apply', { files: [fileOf(item)], force: true }, applyResultSchema), { refreshes: [definitionsOf(kind), ...refreshes] })
  return (
    <>
      <p className="soft">{mayRestore ? words.what : words.whoMay}</p>
      {restore.error && <ErrorPanel error={restore.error} />}
      <table className="plain-table">
        <tbody>
          {items.map((item) => (
            <tr key={item.key}>
              <td>{say(item.name)} <code>{item.key}</code></td>
              <td className="soft">{item.updatedBy} <DateText value={item.updatedAt} /></td>
              <td><Button size="small" disabled={!mayRestore} loading={restore.isPending && restore.variables.key === item.key} onClick={() => restore.mutate(item)}>{words.restore}</Button></td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Archived(props: Props) {
  const list = useApi(definitionsOf(props.kind), definitionListSchema, { query: { archived: 'true' } })
  return <Loaded query={list} rows={3}>{({ items }) => (items.length === 0 ? <p className="soft">{props.words.none}</p> : <Rows {...props} items={items} />)}</Loaded>
}

/** Definitions of a kind that are out of use; each can be brought back. */
export function ArchivedDefinitions(props: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{props.words.open}</Button>
      {isOpen && (
        <Modal open width="44rem" title={props.words.title} footer={null} onCancel={() => setOpen(false)}>
          <Archived {...props} />
        </Modal>
      )}
    </>
  )
}

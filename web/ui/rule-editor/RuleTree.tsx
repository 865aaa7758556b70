import { ArrowDownOutlined, ArrowUpOutlined, CopyOutlined, DeleteOutlined, FolderAddOutlined, HolderOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons'
import { Button, InputNumber, Select } from 'antd'
import { type DragEvent, type KeyboardEvent, type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoolNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { formatNumber } from '../format.js'
import { useFormatLocale } from '../theme/Look.js'
import { HelpHint } from '../figures/HelpHint.js'
import { ConditionBody } from './ConditionParts.js'
import { IconButton } from './IconButton.js'
import { MoreValues } from './more-values.js'
import { droppedOn, startDrag } from './drag.js'
import { type NodeMistake, placeMistakes } from './mistakes.js'
import { type EditorNode, type GroupMode, type GroupNode, type LeafNode, pathsOf } from './tree.js'
import type { RuleEditing } from './use-rule-editor.js'
import './rule-editor.css'

/** Customers a condition leaves, by its path. */
export type NodeCounts = ReadonlyMap<string, { readonly alone: number; readonly left: number }>

interface Props {
  readonly editing: RuleEditing
  readonly vocabulary: Vocabulary
  readonly mistakes?: readonly NodeMistake[]
  readonly counts?: NodeCounts
}

interface Ground {
  readonly editing: RuleEditing
  readonly vocabulary: Vocabulary
  readonly paths: ReadonlyMap<string, string>
  readonly placed: ReadonlyMap<string, readonly string[]>
  readonly counts: NodeCounts | undefined
}

function NodeTools({ id, edit }: { id: string; edit: RuleEditing['edit'] }) {
  const { t } = useTranslation('rule-editor')
  return (
    <span className="node-tools" role="group" aria-label={t('node.tools')}>
      <IconButton label={t('node.up')} icon={<ArrowUpOutlined />} onClick={() => edit({ do: 'step', id, by: -1 })} />
      <IconButton label={t('node.down')} icon={<ArrowDownOutlined />} onClick={() => edit({ do: 'step', id, by: 1 })} />
      <IconButton label={t('node.duplicate')} icon={<CopyOutlined />} onClick={() => edit({ do: 'duplicate', id })} />
      <IconButton label={t('node.remove')} icon={<DeleteOutlined />} onClick={() => edit({ do: 'remove', id })} />
    </span>
  )
}

function MistakeLines({ texts }: { readonly texts: readonly string[] | undefined }) {
  return texts?.map((text) => (
    <p key={text} className="node-mistake" role="alert">
      {text}
    </p>
  ))
}

function Counted({ ground, id }: { ground: Ground; id: string }) {
  const { t } = useTranslation('rule-editor')
  const locale = useFormatLocale()
  const count = ground.counts?.get(ground.paths.get(id) ?? '')
  if (count === undefined) return null
  const title = t('node.alone', { shown: formatNumber(count.alone, locale) })
  return (
    <span className="node-count figures soft" title={title}>
      {t('node.left', { shown: formatNumber(count.left, locale) })}
    </span>
  )
}

/** Alt and the arrows move a focused node; Delete removes it. */
function onNodeKey(event: KeyboardEvent, id: string, edit: RuleEditing['edit']): void {
  if (event.target !== event.currentTarget) return
  const by = event.altKey ? ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key] : undefined
  if (by === undefined && event.key !== 'Delete') return
  event.preventDefault()
  event.stopPropagation()
  if (by === undefined) edit({ do: 'remove', id })
  else edit({ do: 'step', id, by })
}

interface NodeProps {
  readonly ground: Ground
  readonly parent: GroupNode
  readonly at: number
}

/** What a node shares with every other: focus, keys, dragging and being dropped on. */
function NodeFrame({ node, ground, parent, at, children }: NodeProps & { node: EditorNode; children: ReactNode }) {
  const { t } = useTranslation('rule-editor')
  const { edit } = ground.editing
  const drop = (event: DragEvent) => {
    const dropped = droppedOn(event)
    if (dropped?.kind === 'node') edit({ do: 'move', id: dropped.id, parent: parent.id, at })
    if (dropped?.kind === 'rule') edit({ do: 'add', parent: parent.id, at, node: dropped.node })
  }
  return (
    <li
      className={`rule-node ${node.kind}`}
      tabIndex={0}
      data-path={ground.paths.get(node.id)}
      onKeyDown={(event) => onNodeKey(event, node.id, edit)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <span
        className="node-handle"
        draggable
        title={t('node.drag')}
        onDragStart={(event) => startDrag(event, { kind: 'node', id: node.id })}
      >
        <HolderOutlined />
      </span>
      <div className="node-body">{children}</div>
    </li>
  )
}

function Leaf({ node, ...place }: NodeProps & { node: LeafNode }) {
  const { editing, vocabulary, placed } = place.ground
  const put = (next: BoolNode) => editing.edit({ do: 'replace', id: node.id, node: next })
  return (
    <NodeFrame node={node} {...place}>
      <div className="leaf-line">
        <div className="leaf-body">
          <ConditionBody node={node.node} vocabulary={vocabulary} onChange={put} />
        </div>
        <Counted ground={place.ground} id={node.id} />
        <NodeTools id={node.id} edit={editing.edit} />
      </div>
      <MistakeLines texts={placed.get(node.id)} />
    </NodeFrame>
  )
}

const modes = ['all', 'any', 'none', 'atLeast'] as const

function GroupHead({ group, ground, isRoot }: { group: GroupNode; ground: Ground; isRoot: boolean }) {
  const { t } = useTranslation('rule-editor')
  const { edit, target, setTarget } = ground.editing
  const isTarget = target === group.id
  return (
    <div className="group-head">
      {isRoot && <span className="soft">{t('group.root')}</span>}
      <Select<GroupMode>
        aria-label={t('group.mode')}
        className="group-mode"
        popupMatchSelectWidth={false}
        value={group.mode}
        onChange={(mode) => edit({ do: 'mode', id: group.id, mode })}
        options={modes.map((value) => ({ value, label: t(`group.${value}`) }))}
      />
      {group.mode === 'none' && <HelpHint name={t('group.none')}>{t('group.noneHelp')}</HelpHint>}
      {group.mode === 'atLeast' && (
        <>
          <InputNumber<number> aria-label={t('group.k')} className="operand-small" min={1} max={Math.max(1, group.children.length)} precision={0} value={group.k} onChange={(k) => edit({ do: 'mode', id: group.id, mode: 'atLeast', k: k ?? 1 })} />
          <span className="soft">{t('group.of', { n: group.children.length })}</span>
        </>
      )}
      <Button size="small" type="text" icon={<FolderAddOutlined />} onClick={() => edit({ do: 'addGroup', parent: group.id, mode: group.mode === 'any' ? 'all' : 'any' })}>
        {t('group.addGroup')}
      </Button>
      <Button size="small" type={isTarget ? 'link' : 'text'} aria-pressed={isTarget} onClick={() => setTarget(group.id)}>
        {isTarget ? t('group.targeted') : t('group.target')}
      </Button>
      <Counted ground={ground} id={group.id} />
      {!isRoot && <NodeTools id={group.id} edit={edit} />}
    </div>
  )
}

function Group({ group, ground, isRoot = false }: { group: GroupNode; ground: Ground; isRoot?: boolean }) {
  const { t } = useTranslation('rule-editor')
  const { edit, target } = ground.editing
  const drop = (event: DragEvent) => {
    const dropped = droppedOn(event)
    const at = group.children.length
    if (dropped?.kind === 'node') edit({ do: 'move', id: dropped.id, parent: group.id, at })
    if (dropped?.kind === 'rule') edit({ do: 'add', parent: group.id, at, node: dropped.node })
  }
  return (
    <div className={`rule-group mode-${group.mode} ${target === group.id ? 'is-target' : ''}`} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <GroupHead group={group} ground={ground} isRoot={isRoot} />
      <MistakeLines texts={ground.placed.get(group.id)} />
      {group.children.length === 0 && <p className="soft group-empty">{isRoot ? t('group.emptyRoot') : t('group.empty')}</p>}
      <ul>
        {group.children.map((child, at) =>
          child.kind === 'leaf' ? (
            <Leaf key={child.id} node={child} ground={ground} parent={group} at={at} />
          ) : (
            <NodeFrame key={child.id} node={child} ground={ground} parent={group} at={at}>
              <Group group={child} ground={ground} />
            </NodeFrame>
          ),
        )}
      </ul>
    </div>
  )
}

/** The nested rule: groups and conditions, with undo, keys, dragging, mistakes and counts beside them. */
export function RuleTree({ editing, vocabulary, mistakes = [], counts }: Props) {
  const { t } = useTranslation('rule-editor')
  const { state, edit } = editing
  const paths = useMemo(() => pathsOf(state.root), [state.root])
  const placed = useMemo(() => placeMistakes(mistakes, paths), [mistakes, paths])
  const onKeyDown = (event: KeyboardEvent) => {
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z'
    if (!isUndo) return
    event.preventDefault()
    edit({ do: event.shiftKey ? 'redo' : 'undo' })
  }
  return (
    <div className="rule-tree" onKeyDown={onKeyDown}>
      <div className="rule-tools">
        <IconButton label={t('node.undo')} icon={<UndoOutlined />} disabled={state.past.length === 0} onClick={() => edit({ do: 'undo' })} />
        <IconButton label={t('node.redo')} icon={<RedoOutlined />} disabled={state.future.length === 0} onClick={() => edit({ do: 'redo' })} />
      </div>
      {/* A rule compares no tables of conditions and no bands, also within a definition that has them. */}
      <MoreValues value={null}>
        <Group group={state.root} isRoot ground={{ editing, vocabulary, paths, placed, counts }} />
      </MoreValues>
    </div>
  )
}

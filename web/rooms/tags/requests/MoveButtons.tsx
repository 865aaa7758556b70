import { Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type RequestState, tagListSchema, type TagRequest, tagRequestSchema } from '#tags/contract'
import { post } from '../../../api/client.js'
import { useAction, useApi } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { useSay } from '../../../ui/language/use-say.js'

/** What may be done with a request next; each asks why. */
export function MoveButtons({ request }: { readonly request: TagRequest }) {
  const { t } = useTranslation('tags')
  const [to, setTo] = useState<RequestState | null>(null)
  const label = (state: RequestState) => (state === 'defined' && request.state === 'in_review' ? t('requests.back') : t(`requests.move.${state}`))
  if (request.next.length === 0) return <span className="soft">–</span>
  return (
    <span className="tags-moves">
      {request.next.map((state) => (
        <Button key={state} size="small" danger={state === 'rejected'} type={state === 'published' ? 'primary' : 'default'} onClick={() => setTo(state)}>
          {label(state)}
        </Button>
      ))}
      {to !== null && <MoveDialog request={request} to={to} title={label(to)} onClose={() => setTo(null)} />}
    </span>
  )
}

interface DialogProps {
  readonly request: TagRequest
  readonly to: RequestState
  readonly title: string
  readonly onClose: () => void
}

function MoveDialog({ request, to, title, onClose }: DialogProps) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const [why, setWhy] = useState('')
  const [tag, setTag] = useState(request.tag)
  const asksTag = to === 'defined' && request.state === 'proposed'
  const tags = useApi(asksTag ? '/api/v1/tags' : null, tagListSchema)
  const send = useAction(() => post(`/api/v1/tag-requests/${request.id}/move`, { to, why, ...(asksTag && tag !== null ? { tag } : {}) }, tagRequestSchema), {
    refreshes: ['/api/v1/tag-requests', '/api/v1/tags', '/api/v1/definitions/tag'],
    onDone: onClose,
  })
  const isReady = why.trim().length > 1 && (!asksTag || tag !== null)
  return (
    <Modal open title={`${title}：${say(request.name)}`} okText={title} okButtonProps={{ disabled: !isReady, danger: to === 'rejected', loading: send.isPending }} onOk={() => send.mutate(undefined)} onCancel={onClose}>
      <Form layout="vertical" component="div">
        {asksTag && (
          <Form.Item label={t('requests.tag')} htmlFor="request-tag" required extra={t('requests.tagHint')}>
            <Select<string | null>
              id="request-tag"
              showSearch={{ optionFilterProp: 'label' }}
              value={tag}
              onChange={setTag}
              options={(tags.data?.items ?? []).map(({ key, name }) => ({ value: key, label: `${say(name)} ${key}` }))}
            />
          </Form.Item>
        )}
        <Form.Item label={t('requests.why')} htmlFor="request-move-why" required extra={t('requests.whyHint')}>
          <Input.TextArea id="request-move-why" autoSize={{ minRows: 2, maxRows: 6 }} value={why} onChange={({ target }) => setWhy(target.value)} />
        </Form.Item>
      </Form>
      {send.error && <ErrorPanel error={send.error} />}
    </Modal>
  )
}

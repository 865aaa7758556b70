import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tagRequestSchema } from '#tags/contract'
import { post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'

const EMPTY = { zh: '', en: '', decision: '', why: '' }
const LEAST = 4

/** Asks for a tag: its name, the decision it serves, and why. */
export function ProposeTag() {
  const { t } = useTranslation('tags')
  const [open, setOpen] = useState(false)
  const [form, setForm] = useState(EMPTY)
  const close = () => {
    setOpen(false)
    setForm(EMPTY)
  }
  const send = useAction(
    () => post('/api/v1/tag-requests', { name: { zh: form.zh.trim(), ...(form.en.trim() === '' ? {} : { en: form.en.trim() }) }, decision: form.decision, why: form.why }, tagRequestSchema),
    { refreshes: ['/api/v1/tag-requests'], onDone: close },
  )
  const isReady = form.zh.trim() !== '' && form.decision.trim().length >= LEAST && form.why.trim().length >= LEAST
  const field = (name: 'zh' | 'en' | 'decision' | 'why', label: string, required = true) => (
    <Form.Item label={label} htmlFor={`request-${name}`} required={required}>
      {name === 'why' || name === 'decision' ? (
        <Input.TextArea id={`request-${name}`} autoSize={{ minRows: 2, maxRows: 6 }} value={form[name]} onChange={({ target }) => setForm({ ...form, [name]: target.value })} />
      ) : (
        <Input id={`request-${name}`} value={form[name]} onChange={({ target }) => setForm({ ...form, [name]: target.value })} />
      )}
    </Form.Item>
  )
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('requests.new')}
      </Button>
      <Modal open={open} title={t('requests.new')} okText={t('requests.new')} okButtonProps={{ disabled: !isReady, loading: send.isPending }} onOk={() => send.mutate(undefined)} onCancel={close} destroyOnHidden>
        <Form layout="vertical" component="div">
          {field('zh', t('requests.name'))}
          {field('en', t('requests.nameEn'), false)}
          {field('decision', t('requests.decision'))}
          {field('why', t('requests.why'))}
        </Form>
        {send.error && <ErrorPanel error={send.error} />}
      </Modal>
    </>
  )
}

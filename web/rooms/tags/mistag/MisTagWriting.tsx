import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { MisTagDetail } from '#tags/contract'
import { archiveDefinition, definitionsOf } from '../../../api/definitions.js'
import { useRefresh } from '../../../api/query.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { useSay } from '../../../ui/language/use-say.js'
import { keepScope } from '../../../ui/place/scope.js'
import { misTagKind } from '../definitions/evaluation-kinds.js'

/** Changes a check, or takes it out of use. */
export function MisTagWriting({ check }: { readonly check: Pick<MisTagDetail, 'key' | 'name'> }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const refresh = useRefresh()
  return (
    <>
      <ConfirmButton
        danger
        label={t('archive.label')}
        title={t('define.archive', { name: say(check.name) })}
        onConfirm={async () => {
          await archiveDefinition('mis-tag', check.key)
          await refresh(definitionsOf('mis-tag'), '/api/v1/mis-tags')
          void navigate(keepScope('/customers/mis-tags', search))
        }}
      >
        {t('define.archiveWhat')}
      </ConfirmButton>
      <Button onClick={() => void navigate(keepScope(misTagKind.editPath(check.key), search))}>{t('edit')}</Button>
    </>
  )
}

import { UserOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { del, nothing } from '../api/client.js'
import { SESSION, useSession } from '../api/session.js'
import { AppLink } from '../ui/place/AppLink.js'

async function signOut(): Promise<void> {
  await del(SESSION, nothing).catch(() => undefined)
  location.assign('/sign-in')
}

/** Who is signed in, in which roles; password and sign-out. */
export function PersonMenu() {
  const { t } = useTranslation('shell')
  const { person, roles } = useSession()
  const content = (
    <div className="person-menu">
      <strong>{person.name}</strong>
      <p className="soft">{roles.map((role) => t(`role.${role}`)).join(' · ')}</p>
      <AppLink to="/settings/password">{t('person.password')}</AppLink>
      <Button block onClick={() => void signOut()}>
        {t('person.signOut')}
      </Button>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button type="text" icon={<UserOutlined />} aria-haspopup="dialog">
        {person.name}
      </Button>
    </Popover>
  )
}

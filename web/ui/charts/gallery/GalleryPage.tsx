import { useTranslation } from 'react-i18next'
import { useSay } from '../../language/use-say.js'
import { PageHeader } from '../../page/PageHeader.js'
import { Chart } from '../Chart.js'
import { gallery } from './all.js'

/** Every chart on example data; in development and demo mode only. */
export function GalleryPage() {
  const { t } = useTranslation('shell')
  const say = useSay()
  return (
    <>
      <PageHeader title={t('gallery.title')} purpose={t('gallery.purpose')} />
      <div className="gallery">
        {gallery.map(({ key, title, chart, rows, options }) => (
          <Chart key={key} chart={chart} rows={rows} options={options} title={say(title)} fileName={key} />
        ))}
      </div>
    </>
  )
}

import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'

const origin = (): string => window.location.origin

/** Code a developer pastes; the product's own address is filled in. */
function samplesFor(host: string): readonly { readonly key: string; readonly label: string; readonly code: string }[] {
  return [
    { key: 'curl', label: 'curl', code: `curl -u WRITE_KEY: ${host}/v1/track -H 'content-type: application/json' \\\n  -d '{"userId":"C00000001","event":"product_detail_view","messageId":"m-1","properties":{"product_id":"P012"}}'` },
    { key: 'segment-node', label: 'Segment Node.js', code: `import { Analytics } from '@segment/analytics-node'\nconst analytics = new Analytics({ writeKey: 'WRITE_KEY', host: '${host}' })\nanalytics.track({ userId: 'C00000001', event: 'buy_ok', properties: { product_id: 'P012' } })\nawait analytics.closeAndFlush()` },
    { key: 'segment-browser', label: 'Segment Web', code: `import { AnalyticsBrowser } from '@segment/analytics-next'\nexport const analytics = AnalyticsBrowser.load({ writeKey: 'WRITE_KEY', cdnURL: '${host}' },\n  { integrations: { 'Segment.io': { apiHost: '${host.replace(/^https?:\/\//, '')}/v1', protocol: '${host.startsWith('https') ? 'https' : 'http'}' } } })` },
    { key: 'sensors-node', label: 'Sensors Node.js', code: `const SensorsAnalytics = require('sa-sdk-node')\nconst sa = new SensorsAnalytics()\nsa.submitTo('${host}/v1/sensors?token=WRITE_KEY', { mode: 'track' })\nsa.track('C00000001', 'buy_ok', { product_id: 'P012' })` },
    { key: 'sensors-web', label: 'Sensors Web', code: `var sensors = window['sensorsDataAnalytic201505']\nsensors.init({ server_url: '${host}/v1/sensors?token=WRITE_KEY', is_track_single_page: true })` },
  ]
}

/** How to send to this server, by SDK. */
export function Samples() {
  const { t } = useTranslation('events')
  return (
    <section>
      <h2>{t('key.samples')}</h2>
      <Tabs items={samplesFor(origin()).map(({ key, label, code }) => ({ key, label: label.replace('Sensors', t('key.types.sensors')), children: <pre className="event-json">{code}</pre> }))} />
    </section>
  )
}

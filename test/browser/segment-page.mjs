// The Segment SDK on a bank's page, for sdks.mjs to bundle.
import { AnalyticsBrowser } from '@segment/analytics-next'

window.AnalyticsBrowser = AnalyticsBrowser

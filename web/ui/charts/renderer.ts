import { BarChart, CustomChart, LineChart, RadarChart, SankeyChart, ScatterChart } from 'echarts/charts'
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  MarkPointComponent,
  RadarComponent,
  TooltipComponent,
} from 'echarts/components'
import { type EChartsCoreOption, init, use as register } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'

register([
  BarChart,
  CustomChart,
  LineChart,
  RadarChart,
  SankeyChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  MarkPointComponent,
  RadarComponent,
  TooltipComponent,
  LabelLayout,
  CanvasRenderer,
])

export interface Drawing {
  readonly update: (option: EChartsCoreOption) => void
  readonly resize: () => void
  /** The drawing at twice its size on a solid ground. */
  readonly toCanvas: (ground: string) => HTMLCanvasElement
  readonly dispose: () => void
}

/** Draws a chart into an element; `onPick` gets the index of the row that was clicked. */
export function drawChart(element: HTMLElement, onPick: (row: number) => void): Drawing {
  const chart = init(element, null, { renderer: 'canvas' })
  chart.on('click', ({ dataIndex }) => onPick(dataIndex))
  return {
    update: (option) => chart.setOption(option, { notMerge: true }),
    resize: () => chart.resize(),
    toCanvas: (ground) => chart.renderToCanvas({ pixelRatio: 2, backgroundColor: ground }),
    dispose: () => chart.dispose(),
  }
}

import type { z } from 'zod'
import type { analysisDetailSchema } from '#models/contract'

export type AnalysisView = z.infer<typeof analysisDetailSchema>
type Run = NonNullable<AnalysisView['newest']>

/** The figures of one kind of analysis. */
export type FiguresOf<Task extends AnalysisView['task']> = Extract<Run['figures'], { task: Task }>

export interface ResultsProps<Task extends AnalysisView['task']> {
  readonly analysis: AnalysisView
  /** Version of the definition the figures are of. */
  readonly version: number
  readonly figures: FiguresOf<Task>
}

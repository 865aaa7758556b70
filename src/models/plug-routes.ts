import { z } from 'zod'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'
import { describeModelFiles, keepModelFile, removeModelFile } from './actions/plug/keep-model-file.js'
import { modelFileListSchema, modelFileSchema } from './contract.js'
import { modelPolicy } from './policy.js'

const TAGS = ['models']
const fileParams = z.object({ file: z.string().regex(/^[0-9a-f]{64}$/) })

/** Routes of the model files a bank brings. */
export function plugRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/model-files', permission: modelPolicy.manage, tags: TAGS,
    summary: 'Upload an ONNX model (multipart, one file); answers what it takes and gives',
    response: modelFileSchema,
    handler: async ({ request, actor }) => {
      const part = await request.file()
      return part === undefined ? fail('FIELD_INVALID', { reason: 'one file is needed' }, 'file') : keepModelFile(context, part.filename, part.file, actor)
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/model-files', permission: modelPolicy.read, tags: TAGS,
    summary: 'Uploaded model files, newest first, with the models that use them',
    response: modelFileListSchema,
    handler: async () => ({ items: await describeModelFiles(context) }),
  })
  routes.add({
    method: 'DELETE', url: '/api/v1/model-files/:file', permission: modelPolicy.manage, tags: TAGS,
    summary: 'Delete a model file no definition and no version needs',
    params: fileParams,
    response: z.object({ deleted: z.boolean() }),
    handler: async ({ params, actor }) => {
      await removeModelFile(context, params.file, actor)
      return { deleted: true }
    },
  })
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Actor, Permission } from '#platform/access/contract'

type Schema = z.ZodType
type Out<S extends Schema | undefined> = S extends Schema ? z.infer<S> : undefined

export interface RouteInput<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined> {
  readonly params: Out<P>
  readonly query: Out<Q>
  readonly body: Out<B>
  readonly actor: Actor
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** A product route. `permission` is its policy and has no default; public routes are listed in public-routes.ts only. */
export interface RouteDefinition<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Schema = Schema,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  readonly url: string
  readonly permission: Permission | 'signed-in' | 'public'
  readonly summary: string
  readonly tags: readonly string[]
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** Whose scope narrows the answer is said here for reviewers and tests: customer-level rows, or none. */
  readonly scoped?: boolean
  /** Bytes the body may have; default 1 MiB. */
  readonly bodyLimit?: number
  /** The body arrives as bytes, whatever its content type; declare no `body` then. */
  readonly raw?: boolean
  /** Runs before the body is read: the place to refuse a request without taking it in. */
  readonly beforeBody?: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
  /** The 200 answer; `null` for a reply that streams itself. */
  readonly response: R | null
  readonly handler: (input: RouteInput<P, Q, B>) => Promise<R extends Schema ? z.input<R> : unknown>
}

/** What is known of a route after it was added, for the house tests. */
export interface KnownRoute {
  readonly method: string
  readonly url: string
  readonly permission: Permission | 'signed-in' | 'public'
  readonly scoped: boolean
}

/** Where rooms put their routes; built in app. */
export interface Routes {
  add<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined, R extends Schema>(
    route: RouteDefinition<P, Q, B, R>,
  ): void
}

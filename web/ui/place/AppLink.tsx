import type { ComponentProps } from 'react'
import { Link, useSearchParams } from 'react-router'
import { keepScope } from './scope.js'

interface Props extends Omit<ComponentProps<typeof Link>, 'to'> {
  readonly to: string
}

/** A link inside the console; it carries the org scope and business date along. */
export function AppLink({ to, ...rest }: Props) {
  const [search] = useSearchParams()
  return <Link to={keepScope(to, search)} {...rest} />
}

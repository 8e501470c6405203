type Identified = { readonly id: string };

/** A grant's place in the order of use, from 1; null when nothing of it can be spent. */
export function turnOf({ id }: Identified, order: readonly string[]): number | null {
  const index = order.indexOf(id);
  return index === -1 ? null : index + 1;
}

/**
 * A page of grants with what can be spent first, in the order of use. Page by page, so that no
 * older page changes what stands above it.
 */
export function inOrderOfUse<Grant extends Identified>(
  page: readonly Grant[],
  order: readonly string[],
): Grant[] {
  const place = (grant: Grant) => turnOf(grant, order) ?? Number.POSITIVE_INFINITY;
  return page.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

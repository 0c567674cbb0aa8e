/** Lists that come page by page, as one sequence. Nothing of Node is needed here. */

/** What one page says of what follows. */
interface NumberedPage {
  readonly hasMore: boolean;
}

/**
 * The items of all pages, each page asked for when it is needed.
 * @param ask fetches a page by its number, from 0
 */
export async function* itemsOfPages<Page extends NumberedPage, Item>(
  ask: (pageOffset: number) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[],
): AsyncGenerator<Item, void, void> {
  for (let pageOffset = 0; ; pageOffset++) {
    const page = await ask(pageOffset);
    const items = itemsOf(page);
    yield* items;
    // An empty page with a promise of more would never end.
    if (!page.hasMore || items.length === 0) return;
  }
}

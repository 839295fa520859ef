/** The fleet reads lists of the API to their ends. @module */

const pageSize = 1_000;

/** All items of a list, page by page. @param belongs - the list is read up to the first item that does not */
export async function readAll<T>(
  read: (query: {
    limit: number;
    cursor?: string;
  }) => Promise<{ items: T[]; nextCursor?: string | undefined }>,
  belongs: (item: T) => boolean = () => true,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ limit: pageSize, ...(cursor === undefined ? {} : { cursor }) });
    const end = page.items.findIndex((item) => !belongs(item));
    items.push(...(end < 0 ? page.items : page.items.slice(0, end)));
    cursor = end < 0 ? page.nextCursor : undefined;
  } while (cursor !== undefined);
  return items;
}

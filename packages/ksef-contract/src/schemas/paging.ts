/** Parameters of lists that come in pages. */
import Type from 'typebox';
import { flag, int32 } from './basic.ts';

/** Items a page: from 10, which is also the default, to `maximum`. */
export const pageSize = (maximum: number) =>
  Type.Optional(int32('Items a page.', { minimum: 10, maximum, default: 10 }));

/** Which page, counted from 0. */
export const pageOffset = Type.Optional(int32('Which page, counted from 0.', { minimum: 0, default: 0 }));

/** Parameters of lists that are asked for page by page. */
export const PageParameters = Type.Object({ pageOffset, pageSize: pageSize(100) });

/** Whether another page follows. */
export const hasMore = flag('Whether there is a further page.');

/** The viewer of documents, fetched when one is shown; to stand within `Suspense`. */
import { lazy } from 'react';

export const LazyDocumentView = lazy(() =>
  import('./document-view.tsx').then(({ DocumentView }) => ({ default: DocumentView })),
);

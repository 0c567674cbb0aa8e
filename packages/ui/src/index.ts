/** Components and theme that both web applications share. Components of Mantine are imported from Mantine itself. */
export { useDebouncedValue } from '@mantine/hooks';
export { Amount, type AmountProps, amountText } from './amount.tsx';
export { ConfirmButton, type ConfirmButtonProps } from './confirm-button.tsx';
export { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog.tsx';
export { CopyButton, type CopyButtonProps } from './copy-button.tsx';
export { type Column, DataList, type DataListProps, type Selection } from './data-list.tsx';
export { DateText, type DateTextProps, dateText } from './date-text.tsx';
export { EmptyState, type EmptyStateProps } from './empty-state.tsx';
export { Facts, type FactsProps } from './facts.tsx';
export { FileDrop, type FileDropProps } from './file-drop.tsx';
export { goesToButton } from './goes-to-button.ts';
export * from './icons.tsx';
export {
  countedEn,
  countedPl,
  defineTexts,
  type Language,
  languages,
  type PolishForms,
  type Texts,
  type TextTree,
  useLanguage,
  useTexts,
} from './language.tsx';
export { ListCard, QuietText, WholeText } from './list-cells.tsx';
export {
  ErrorNotice,
  type ErrorNoticeProps,
  type Failure,
  Notice,
  type NoticeProps,
  type Tone,
} from './notice.tsx';
export { PageHeader, type PageHeaderProps } from './page-header.tsx';
export { RemovableWord, type RemovableWordProps } from './removable-word.tsx';
export { Section, type SectionProps } from './section.tsx';
export { RowsSkeleton } from './skeletons.tsx';
export { StatusWord, type StatusWordProps } from './status-word.tsx';
export { TextFilter, type TextFilterProps } from './text-filter.tsx';
export { UiProvider } from './ui-provider.tsx';
export { drafts, forgetDrafts, keepDraftsOf, useDraft } from './use-draft.ts';
export { type DraftForm, type DraftFormOptions, useDraftForm } from './use-draft-form.ts';
export { useWide } from './use-wide.ts';

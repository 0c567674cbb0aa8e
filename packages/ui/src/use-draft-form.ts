import { type UseFormInput, type UseFormReturnType, useForm } from '@mantine/form';
import { useMemo } from 'react';
import { drafts } from './use-draft.ts';
import { whenReleased } from './when-released.ts';

export interface DraftFormOptions<Values extends Record<string, unknown>> extends UseFormInput<Values> {
  readonly initialValues: Values;
  /** Names the form; its draft is kept under it. */
  readonly draft: string;
  /** Fields that are never stored: passwords, tokens. */
  readonly secret?: readonly (keyof Values & string)[];
}

export type DraftForm<Values extends Record<string, unknown>> = UseFormReturnType<Values> & {
  /** Forgets the draft and begins anew: after the form was sent. */
  readonly clearDraft: () => void;
};

/** `useForm` of Mantine whose values survive a reload, and whose fields are not judged while something is being pressed. */
export function useDraftForm<Values extends Record<string, unknown>>(
  options: DraftFormOptions<Values>,
): DraftForm<Values> {
  const { draft, secret = [], initialValues, ...rest } = options;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft is read once; from then on the form has the values
  const restored = useMemo(() => ({ ...initialValues, ...drafts.read<Partial<Values>>(draft) }), [draft]);
  const form = useForm<Values>({
    mode: 'controlled',
    ...rest,
    initialValues: restored,
    onValuesChange: (values, before) => {
      const open = Object.entries(values).filter(([name]) => !secret.includes(name));
      drafts.write(draft, Object.fromEntries(open));
      rest.onValuesChange?.(values, before);
    },
  });
  const getInputProps: typeof form.getInputProps = (path, inputOptions) => {
    const props = form.getInputProps(path, inputOptions);
    const { onBlur } = props;
    return onBlur === undefined
      ? props
      : { ...props, onBlur: (event: unknown) => whenReleased(() => onBlur(event)) };
  };
  return {
    ...form,
    getInputProps,
    clearDraft: () => {
      form.setInitialValues(initialValues);
      form.setValues(initialValues);
      form.clearErrors();
      drafts.write(draft, undefined);
    },
  };
}

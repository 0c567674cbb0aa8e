import { type DragEvent, useId, useRef, useState } from 'react';
import classes from './file-drop.module.css';
import { FileIcon } from './icons.tsx';
import { useTexts } from './language.tsx';
import { uiTexts } from './texts.ts';

export interface FileDropProps {
  readonly label: string;
  readonly description?: string;
  /** Endings or types as the attribute `accept` takes them. */
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly files: readonly File[];
  readonly error?: string | undefined;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Takes files: by a dialog, by dropping, by the keyboard. */
export function FileDrop(props: FileDropProps) {
  const { label, description, accept, multiple = false, files, error, onFiles } = props;
  const texts = useTexts(uiTexts);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = [...event.dataTransfer.files];
    if (dropped.length > 0) onFiles(multiple ? dropped : dropped.slice(0, 1));
  };
  const [first] = files;
  const told =
    first === undefined
      ? undefined
      : texts.chosen(files.length === 1 ? first.name : texts.files(files.length));
  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      {description !== undefined && (
        <p id={`${id}-description`} className={classes.description}>
          {description}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the field itself takes the keyboard */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        data-wrong={error !== undefined || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileIcon />
        <span className={classes.words}>
          <span className={classes.choose}>{multiple ? texts.chooseFiles : texts.chooseFile}</span>{' '}
          <span className={classes.or}>{multiple ? texts.dropHereMany : texts.dropHere}</span>
          {told !== undefined && <span className={classes.chosen}>{told}</span>}
        </span>
        <input
          ref={input}
          id={id}
          type="file"
          className={classes.input}
          accept={accept}
          multiple={multiple}
          aria-describedby={`${id}-description ${id}-error`}
          aria-invalid={error !== undefined}
          onChange={({ currentTarget }) => {
            onFiles([...(currentTarget.files ?? [])]);
            // Otherwise the same file chosen once more would change nothing.
            currentTarget.value = '';
          }}
        />
      </div>
      <p id={`${id}-error`} className={classes.error}>
        {error}
      </p>
    </div>
  );
}

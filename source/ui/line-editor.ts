import type {KeyName} from './keys.ts';

/** What a key makes of a line that is typed at its end. */
export function typeInto(draft: string, key: KeyName): string {
	if (key === 'backspace') return [...draft].slice(0, -1).join('');
	if (key === 'ctrl-u') return '';
	if (key === 'ctrl-w') return draft.replace(/\S*\s*$/, '');
	return [...key].length === 1 ? draft + key : draft;
}

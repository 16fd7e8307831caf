import {widthOf} from '../draw/text.ts';
import type {Settings} from '../run/protocol.ts';
import type {Theme} from './theme.ts';

/** The last row: the keys that matter now, as many as fit; help and quit always do. */
export function keyBar(
	settings: Settings,
	presets: string | undefined,
	frozen: boolean,
	width: number,
	{paint, glyphs}: Theme,
): string {
	const minus = glyphs.grade === 'ascii' ? '-' : '−';
	const freeze = ['f', frozen ? 'unfreeze' : 'freeze'] as const;
	const first: ReadonlyArray<readonly [string, string]> = [
		...(frozen ? [freeze] : []),
		['space', settings.paused ? 'resume' : 'pause'],
		['.', 'tick'],
		[`+${minus}=`, 'Hz'],
		...(presets === undefined ? [] : [['[ ]', presets] as const]),
		['s', 'save'],
		['r', 'restore'],
		['i', 'text'],
		['p', 'set'],
		...(frozen ? [] : [freeze]),
		['c C', 'interval'],
	];
	const last: ReadonlyArray<readonly [string, string]> = [
		['?', 'help'],
		['q', 'quit'],
	];
	const text = (keys: ReadonlyArray<readonly [string, string]>) =>
		keys.map(([key, what]) => `${paint.accent(key)} ${what}`).join('  ');
	for (let count = first.length; count >= 0; count--) {
		const row = ` ${text([...first.slice(0, count), ...last])}`;
		if (widthOf(row) <= width) return row;
	}
	return ` ${text(last)}`;
}

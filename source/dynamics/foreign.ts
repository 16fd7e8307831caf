import {ConnectopError, messageOf} from '../base/errors.ts';
import type {ScalarFunction} from './model.ts';

/** An export that must be a function. Throws a configuration error that names file and export. */
export function requireFunction(exports: Readonly<Record<string, unknown>>, name: string, file: string): (...args: never[]) => unknown {
	const value = exports[name];
	if (typeof value === 'function') return value as (...args: never[]) => unknown;
	const found = value === undefined ? 'does not export' : `exports a ${typeof value} as`;
	throw new ConnectopError('invalid', 'foreign-module', `${file}: ${found} ${name}; it must export the function ${name} (docs/models.md)`);
}

/** The user's scalar function, with what it throws or returns turned into one line that names file, line and arguments. */
export function checkedScalar(call: (...args: never[]) => unknown, name: string, file: string): ScalarFunction {
	const scalar = call as (...args: number[]) => unknown;
	return (...args) => {
		let value: unknown;
		try {
			value = scalar(...args);
		} catch (error) {
			throw new ConnectopError('invalid', 'foreign-threw', `${file}${lineOf(error, file)}: ${name} threw: ${messageOf(error)}`, {cause: error});
		}
		if (typeof value === 'number' && Number.isFinite(value)) return value;
		const given = args.map(each => Number(each.toPrecision(6))).join(', ');
		throw new ConnectopError('invalid', 'foreign-not-finite', `${file}: ${name}(${given}) gave ${String(value)}; it must give a finite number`);
	};
}

/** `:12` where a stack names line 12 of the file, else nothing. */
export function lineOf(error: unknown, file: string): string {
	const name = file.slice(file.lastIndexOf('/') + 1).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
	const match = error instanceof Error ? new RegExp(`${name}(?:\\?[^:]*)?:(\\d+)`).exec(error.stack ?? '') : null;
	return match ? `:${match[1]}` : '';
}

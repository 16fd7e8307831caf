/** A number for people: thousands separators, three to `digits` significant digits. */
export const shortNumber = (value: number, digits = 6): string =>
	value.toLocaleString('en-US', {minimumSignificantDigits: 3, maximumSignificantDigits: digits}).replace('-', '−');

/** A whole number with thousands separators. */
export const count = (value: number): string => Math.round(value).toLocaleString('en-US').replace('-', '−');

/** A share of 1 as a percentage with two significant digits; never 0 % or 100 % for what is neither. */
export function percent(share: number): string {
	const value = 100 * share;
	if (value > 0 && value < 0.01) return '< 0.01 %';
	if (value > 99 && value < 100) return `${(Math.floor(value * 10) / 10).toFixed(1)} %`;
	return `${value.toLocaleString('en-US', {maximumSignificantDigits: value >= 10 ? 3 : 2})} %`;
}

/** Seconds with at most two decimals. */
export const seconds = (value: number): string => `${value.toLocaleString('en-US', {maximumFractionDigits: 2})} s`;

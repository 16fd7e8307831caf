/** Environment variable that brings the operator's key, and then no file is looked at. */
export const keyVariable = 'CONNECTOP_OPERATOR_KEY';

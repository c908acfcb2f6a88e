mod typeset;

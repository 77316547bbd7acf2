# The suite looks for a package of this name, which does in C what costs most time. This one does it in Java.

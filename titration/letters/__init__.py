"""What is printed about a patient: the summary for clinicians, and the patient's own schedule."""
